//! The other curves of SEC 2 over prime fields, as `openssl ecparam -name NAME -param_enc
//! explicit -text` prints them.

curve! { SECP112R1, "secp112r1", "1.3.132.0.6",
    p "db7c2abf62e35e668076bead208b"
    a "db7c2abf62e35e668076bead2088"
    b "659ef8ba043916eede8911702b22"
    x "09487239995a5ee76b55f9c2f098"
    y "a89ce5af8724c0a23e0e0ff77500"
    n "db7c2abf62e35e7628dfac6561c5"
}

curve! { SECP112R2, "secp112r2", "1.3.132.0.7",
    p "db7c2abf62e35e668076bead208b"
    a "6127c24c05f38a0aaaf65c0ef02c"
    b "51def1815db5ed74fcc34c85d709"
    x "4ba30ab5e892b4e1649dd0928643"
    y "adcd46f5882e3747def36e956e97"
    n "36df0aafd8b8d7597ca10520d04b"
}

curve! { SECP128R1, "secp128r1", "1.3.132.0.28",
    p "fffffffdffffffffffffffffffffffff"
    a "fffffffdfffffffffffffffffffffffc"
    b "e87579c11079f43dd824993c2cee5ed3"
    x "161ff7528b899b2d0c28607ca52c5b86"
    y "cf5ac8395bafeb13c02da292dded7a83"
    n "fffffffe0000000075a30d1b9038a115"
}

curve! { SECP128R2, "secp128r2", "1.3.132.0.29",
    p "fffffffdffffffffffffffffffffffff"
    a "d6031998d1b3bbfebf59cc9bbff9aee1"
    b "5eeefca380d02919dc2c6558bb6d8a5d"
    x "7b6aa5d85e572983e6fb32a7cdebc140"
    y "27b6916a894d3aee7106fe805fc34b44"
    n "3fffffff7fffffffbe0024720613b5a3"
}

curve! { SECP160K1, "secp160k1", "1.3.132.0.9",
    p "fffffffffffffffffffffffffffffffeffffac73"
    a "0000000000000000000000000000000000000000"
    b "0000000000000000000000000000000000000007"
    x "3b4c382ce37aa192a4019e763036f4f5dd4d7ebb"
    y "938cf935318fdced6bc28286531733c3f03c4fee"
    n "0100000000000000000001b8fa16dfab9aca16b6b3"
}

curve! { SECP160R1, "secp160r1", "1.3.132.0.8",
    p "ffffffffffffffffffffffffffffffff7fffffff"
    a "ffffffffffffffffffffffffffffffff7ffffffc"
    b "1c97befc54bd7a8b65acf89f81d4d4adc565fa45"
    x "4a96b5688ef573284664698968c38bb913cbfc82"
    y "23a628553168947d59dcc912042351377ac5fb32"
    n "0100000000000000000001f4c8f927aed3ca752257"
}

curve! { SECP160R2, "secp160r2", "1.3.132.0.30",
    p "fffffffffffffffffffffffffffffffeffffac73"
    a "fffffffffffffffffffffffffffffffeffffac70"
    b "b4e134d3fb59eb8bab57274904664d5af50388ba"
    x "52dcb034293a117e1f4ff11b30f7199d3144ce6d"
    y "feaffef2e331f296e071fa0df9982cfea7d43f2e"
    n "0100000000000000000000351ee786a818f3a1a16b"
}

curve! { SECP192K1, "secp192k1", "1.3.132.0.31",
    p "fffffffffffffffffffffffffffffffffffffffeffffee37"
    a "000000000000000000000000000000000000000000000000"
    b "000000000000000000000000000000000000000000000003"
    x "db4ff10ec057e9ae26b07d0280b7f4341da5d1b1eae06c7d"
    y "9b2f2f6d9c5628a7844163d015be86344082aa88d95e2f9d"
    n "fffffffffffffffffffffffe26f2fc170f69466a74defd8d"
}

curve! { SECP224K1, "secp224k1", "1.3.132.0.32",
    p "fffffffffffffffffffffffffffffffffffffffffffffffeffffe56d"
    a "00000000000000000000000000000000000000000000000000000000"
    b "00000000000000000000000000000000000000000000000000000005"
    x "a1455b334df099df30fc28a169a467e9e47075a90f7e650eb6b7a45c"
    y "7e089fed7fba344282cafbd6f7e319f7c0b0bd59e2ca4bdb556d61a5"
    n "010000000000000000000000000001dce8d2ec6184caf0a971769fb1f7"
}

curve! { SECP256K1, "secp256k1", "1.3.132.0.10",
    p "fffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc2f"
    a "0000000000000000000000000000000000000000000000000000000000000000"
    b "0000000000000000000000000000000000000000000000000000000000000007"
    x "79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"
    y "483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8"
    n "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141"
}

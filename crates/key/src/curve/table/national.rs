//! Curves of national standards: SM2 (GB/T 32918.5) and FRP256v1 (ANSSI), as `openssl ecparam -name NAME -param_enc
//! explicit -text` prints them.

curve! { SM2, "SM2", "1.2.156.10197.1.301",
    p "fffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffff"
    a "fffffffeffffffffffffffffffffffffffffffff00000000fffffffffffffffc"
    b "28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93"
    x "32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7"
    y "bc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0"
    n "fffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123"
}

curve! { FRP256V1, "FRP256v1", "1.2.250.1.223.101.256.1",
    p "f1fd178c0b3ad58f10126de8ce42435b3961adbcabc8ca6de8fcf353d86e9c03"
    a "f1fd178c0b3ad58f10126de8ce42435b3961adbcabc8ca6de8fcf353d86e9c00"
    b "ee353fca5428a9300d4aba754a44c00fdfec0c9ae4b1a1803075ed967b7bb73f"
    x "b6b3d4c356c139eb31183d4749d423958c27d2dcaf98b70164c97a2dd98f5cff"
    y "6142e0f7c8b204911f9271f0f3ecef8c2701c307e8e4c9e183115a1554062cfb"
    n "f1fd178c0b3ad58f10126de8ce42435b53dc67e140d2bf941ffdd459c6d655e1"
}

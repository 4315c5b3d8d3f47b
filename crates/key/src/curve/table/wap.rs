//! The curves of WAP WTLS over prime fields, as `openssl ecparam -name NAME -param_enc
//! explicit -text` prints them.

curve! { WAP_WSG_IDM_ECID_WTLS6, "wap-wsg-idm-ecid-wtls6", "2.23.43.1.4.6",
    p "db7c2abf62e35e668076bead208b"
    a "db7c2abf62e35e668076bead2088"
    b "659ef8ba043916eede8911702b22"
    x "09487239995a5ee76b55f9c2f098"
    y "a89ce5af8724c0a23e0e0ff77500"
    n "db7c2abf62e35e7628dfac6561c5"
}

curve! { WAP_WSG_IDM_ECID_WTLS7, "wap-wsg-idm-ecid-wtls7", "2.23.43.1.4.7",
    p "fffffffffffffffffffffffffffffffeffffac73"
    a "fffffffffffffffffffffffffffffffeffffac70"
    b "b4e134d3fb59eb8bab57274904664d5af50388ba"
    x "52dcb034293a117e1f4ff11b30f7199d3144ce6d"
    y "feaffef2e331f296e071fa0df9982cfea7d43f2e"
    n "0100000000000000000000351ee786a818f3a1a16b"
}

curve! { WAP_WSG_IDM_ECID_WTLS8, "wap-wsg-idm-ecid-wtls8", "2.23.43.1.4.8",
    p "fffffffffffffffffffffffffde7"
    a "0000000000000000000000000000"
    b "0000000000000000000000000003"
    x "0000000000000000000000000001"
    y "0000000000000000000000000002"
    n "0100000000000001ecea551ad837e9"
}

curve! { WAP_WSG_IDM_ECID_WTLS9, "wap-wsg-idm-ecid-wtls9", "2.23.43.1.4.9",
    p "fffffffffffffffffffffffffffffffffffc808f"
    a "0000000000000000000000000000000000000000"
    b "0000000000000000000000000000000000000003"
    x "0000000000000000000000000000000000000001"
    y "0000000000000000000000000000000000000002"
    n "0100000000000000000001cdc98ae0e2de574abf33"
}

curve! { WAP_WSG_IDM_ECID_WTLS12, "wap-wsg-idm-ecid-wtls12", "2.23.43.1.4.12",
    p "ffffffffffffffffffffffffffffffff000000000000000000000001"
    a "fffffffffffffffffffffffffffffffefffffffffffffffffffffffe"
    b "b4050a850c04b3abf54132565044b0b7d7bfd8ba270b39432355ffb4"
    x "b70e0cbd6bb4bf7f321390b94a03c1d356c21122343280d6115c1d21"
    y "bd376388b5f723fb4c22dfe6cd4375a05a07476444d5819985007e34"
    n "ffffffffffffffffffffffffffff16a2e0b8f03e13dd29455c5c2a3d"
}

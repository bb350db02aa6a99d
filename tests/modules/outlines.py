"""The scenarios of the outlines (module_outlines.md): every choice, where it leads and what it does to the meter.

`w1 a>w3+2` says: choice a in situation w1 leads to w3 and moves the meter by 2. `!` is a critical choice (`kritiek`).
`e1 4..` is an ending that holds the meter at 4 or more (`klem`), `e2 ..6` one that holds it at 6 or less.
"""

OUTLINES = {
    "werkdruk": """
        w1 a>w3+2 b>w2-1 c>w2-2
        w2 a>w4-2 b>w4+1 c>w3+2
        w3 a>w4+1 b>w4-1
        w4 a>w5+2 b>w5-2 c>w5-1
        w5 a>w6+2 b>w7-1 c>w8-2
        w6 a>w7-1 b>w9+0 c>w9+2
        w7 a>w9+1 b>w8-1
        w8 a>w10+2 b>w10+2 c>e3-1
        w9 a>e1+2 b>e2+0
        w10 a>e2-1 b>w9+1
        e1 4..
        e2 ..6
        e3 ..3
    """,  # B4
    "agressie": """
        a1 a>a2-2 b>a3+2 c>a3+2
        a2 a>a4-2 b>a3+2 c>a3+1
        a3 a>a5+1 b>a6+2 c>a7-1 d>a5-1
        a4 a>a8+0 b>a8-1
        a5 a>a8-2 b>a9+1
        a6 a>a7+1 b>a7-2 c>e3+3!
        a7 a>a8-1 b>a8+1
        a8 a>a10-1 b>a10+1 c>a10+1
        a9 a>a8-1 b>a8+1
        a10 a>a11+1 b>a11+2! c>a11-1
        a11 a>e1-1 b>e2+1
        e1 ..6
        e2 4..
        e3 7..
    """,  # C4
    "his": """
        h1 a>h2-1 b>h1b-3! c>h2+2
        h1b a>h2-2! b>h2+2
        h2 a>h3-2 b>h3+2 c>h3-1
        h3 a>h4-3! b>h4-2! c>h4+2
        h4 a>h5+2 b>h4b-3! c>h4b-3!
        h4b a>h5-2 b>h5+1
        h5 a>h6+2 b>h6-2!
        h6 a>h7-1 b>h7+1
        h7 a>e2-1 b>e1+2 c>e2+0
        e1
        e2 ..6
    """,  # D4
    "beeldbellen": """
        b1 a>b2-1 b>b1b-2 c>b2+2
        b1b a>e2-1 b>b2+1
        b2 a>b3-1 b>b3+2 c>b3-2
        b3 a>b4-1 b>b4-1 c>b4+2
        b4 a>b5+1 b>b5-1
        b5 a>e2-2 b>b6+1 c>b6-1
        b6 a>b7-1 b>e3-3! c>b7+2
        b7 a>b8+1 b>b8-1 c>b8-2!
        b8 a>e2-2! b>e1+2 c>e2-1
        e1
        e2 ..6
        e3 ..3
    """,  # E4
    "loopbaan": """
        l1 a>l1b-1 b>l3-2 c>l2+2
        l1b a>l3-1 b>l2+1
        l2 a>l3-1 b>l4+2 c>l4+2
        l3 a>l4+2 b>l4b-1 c>e2-2
        l4 a>l5+2 b>e2-1 c>l5-1
        l4b a>e2-1 b>l5+1
        l5 a>l6+0 b>l6-1 c>l6+2
        l6 a>l7+2 b>l7+0 c>e2-2
        l7 a>l8-1 b>l8+2 c>l8-1
        l8 a>e2+0 b>e1+2
        e1 4..
        e2 ..6
    """,  # F4
}

FIRST_VERSIONS = {
    "agressie": "49346e4d342f9da6",
    "beeldbellen": "a50cacd7fab56bc1",
    "his": "1fb972d200fa9e0f",
    "loopbaan": "c41d417a4fbc06f8",
    "werkdruk": "88ed662799619fa1",
}
"""The fingerprints that recorded events of the first editions name."""

STORIES = {
    "het-recept": """
        a1 a>a2 b>a3-+bedreigd c>a3-+bedreigd
        a2 a>a4 b>a3-+bedreigd c>a3=+bedreigd
        a3 a>a5- b>a6= c>a7 d>a5
        a4 a>a8- b>a8
        a5 a>a8 b>a9-+voorrang
        a6 a>a7= b>a7+politie c>e3!
        a7 <politie> a>a8 b>a8-
        a8 a>a10+gemeld b>a10= c>a10=
        a9 a>a8 b>a8-
        a10 <gemeld> a>a11= b>a11! c>a11?!bedreigd d>a11?bedreigd
        a11 <bedreigd&gemeld> <bedreigd> a>e1 b>e2=
        e1 <bedreigd>
        e2 <voorrang>
        e3
    """,
    "het-beeldgesprek": """
        b1 a>b2- b>b1b= c>b2
        b1b a>e2-+gekomen b>b2
        b2 a>b3- b>b3+plan-b c>b3!+chat
        b3 a>b4= b>b4- c>b4
        b4 a>b5 b>b5-
        b5 <plan-b> a>e2=+afgesloten b>b6 c>b6-
        b6 a>b7! b>e3! c>b7
        b7 a>b8 b>b8- c>b8!
        b8 a>e2! b>e1 c>e2=
        e1 <chat>
        e2 <gekomen> <afgesloten>
        e3
    """,
    "een-ochtend-in-het-his": """
        h1 a>h2- b>h1b!+verkeerd c>h2
        h1b a>h2! b>h2
        h2 <verkeerd> a>h3= b>h3 c>h3-
        h3 a>h4! b>h4! c>h4
        h4 a>h5 b>h4b!+gekeken c>h4b!+gekeken
        h4b a>h5= b>h5
        h5 <gekeken> a>h6 b>h6!
        h6 a>h7- b>h7
        h7 a>e2= b>e1 c>e2-
        e1
        e2
    """,
    "wat-wil-ik": """
        l1 a>l1b- b>l3= c>l2
        l1b a>l3= b>l2
        l2 a>l3- b>l4 c>l4
        l3 a>l4+jaargesprek b>l4b-+jaargesprek c>e2=
        l4 <jaargesprek> a>l5 b>e2= c>l5-
        l4b a>e2= b>l5
        l5 a>l6- b>l6- c>l6 d>l6+verdiepen
        l6 <verdiepen> a>l7 b>l7- c>e2=
        l7 a>l8- b>l8 c>l8-
        l8 a>e2= b>e1?!verdiepen d>e3?verdiepen
        e1
        e2
        e3
    """,
    "maandagochtend": """
        w1 a>w3+gezegd b>w2- c>w2=
        w2 a>w4= b>w4- c>w3+gezegd
        w3 a>w4 b>w4-
        w4 a>w5+malik b>w5= c>w5-
        w5 a>w6 b>w7=+gang c>w8=
        w6 <malik> a>w7- b>w9- c>w9
        w7 <gang> a>w9 b>w8=
        w8 a>w10 b>w10 c>e3=
        w9 <arts> a>e1 b>e2=+cursus
        w10 a>e2- b>w9+arts
        e1 <malik>
        e2 <cursus>
        e3 <gezegd>
    """,
    "de-dag-erna": """
        d1 a>d3=+alleen b>d2 c>d2-
        d2 a>d4 b>d4- c>d4-+overgenomen
        d3 a>d4= b>d4
        d4 <alleen> a>d5-+gemeld b>d5+gemeld c>d5= d>d6=
        d5 a>d7+getuige b>d7- c>d6=
        d6 a>d7= b>d7+gemeld+getuige
        d7 a>d8=+overgenomen b>d9 c>d9- d>d9?gemeld&getuige
        d8 a>d12= b>d9
        d9 a>d10! b>d10 c>d10=
        d10 a>d12= b>d11 c>d11-
        d11 a>d12- b>d12
        d12 <overgenomen> a>d13= b>d13 c>d13-
        d13 a>e2- b>e1 c>e3=
        e1
        e2
        e3
    """,
    "het-beeld-blijft-zwart": """
        v1 a>v2 b>v1b- c>v2=+onbekend
        v1b a>v5=+onbekend b>v2
        v2 a>v4- b>v3 c>v5=
        v3 a>v4+huisgenoot b>v4- c>v4=
        v4 <huisgenoot> a>v4b=+chat b>v7! c>v6
        v4b a>v6 b>v7!
        v5 a>v7= b>e3! c>v6
        v6 <huisgenoot> a>v8- b>v8 c>v7!
        v7 a>e3= b>v8
        v8 <onbekend> a>v9- b>v9! c>v9?!onbekend d>v9?onbekend
        v9 a>v9b- b>v10= c>v10
        v9b a>e3= b>v10
        v10 a>v12= b>v12 c>v12-
        v11 a>v12 b>v12=
        v12 a>e2- b>e1 c>e2=
        e1
        e2
        e3
    """,
    "de-andere-mevrouw-de-wit": """
        p1 a>p2b- b>p2 c>p3=
        p2 a>p4=+verplaatst b>p5= c>p4
        p2b a>p2 b>p2!+geschrokken+verteld
        p3 a>p2 b>p5!
        p4 a>p6! b>p5= c>p6
        p5 a>p7b+slap b>e3!
        p6 a>p7 b>p6b=+verteld
        p6b a>p7 b>p7=
        p7 a>p7b- b>p7b= c>p7b
        p7b <slap> a>p8 b>e3! c>p8-
        p8 <verplaatst> a>p9=?!verplaatst b>p9 c>p9-
        p9 a>p10+gemeld b>p10= c>p10=
        p10 a>p12= b>p12 c>p12-
        p11 <geschrokken> a>p12= b>p12!+verteld c>p12+gemeld
        p12 a>e2- b>e1 c>e2=
        e1 <verteld>
        e2
        e3
    """,
    "ik-wil-iets-anders": """
        t1 a>t3= b>t2 c>t4-
        t2 a>t5+energie b>t5- c>t3=
        t3 a>e3= b>t2b c>t4=
        t2b a>t5+energie b>t5-
        t4 a>t5=+verteld b>t5 c>t5-
        t5 <verteld> <energie> a>t6?!verteld b>t7- c>t7= d>t6?verteld
        t6 a>t7= b>t8 c>t9-+beloofd
        t7 a>t6 b>e3= c>t10
        t8 a>t11 b>t9= c>t9-+beloofd
        t9 <beloofd> a>t11?!beloofd b>e2= c>t11?beloofd
        t10 a>t8 b>t9=
        t11 a>t12- b>t12+schaduw c>t12=
        t12 <schaduw> a>e2= b>e1 c>e1-
        e1
        e2
        e3
    """,
    "het-wordt-me-te-veel": """
        l1 a>l2 b>l3- c>l4=+gewacht
        l2 a>l6= b>l5 c>l5-
        l3 a>l4=+gewacht b>l5 c>l5-
        l4 a>l5 b>l7=+thuis c>l6=
        l5 <gewacht> a>l8- b>l8+kaart c>l9=
        l6 a>l5 b>l5=
        l7 a>l7b b>e3= c>e3-
        l7b a>e2= b>l8+kaart
        l8 a>l11= b>l9?!kaart c>l9- d>l9?kaart
        l9 <thuis> a>l10=+naam b>l10 c>l10-
        l10 <naam&thuis> <naam> <thuis> a>l12=?!thuis b>l12 c>l12= d>l12?naam
        l11 a>e2- b>l9
        l12 a>l13- b>l13 c>l13-
        l13 a>e1 b>e2=
        e1 <naam>
        e2
        e3
    """,
}
"""The stories as they are now: `a>w3` is the best choice, `-` a small mistake, `=` a serious one, `!` a critical one.

`+malik` is a mark that it sets, `?malik` the condition under which it is there, `<malik>` that of a text.
"""

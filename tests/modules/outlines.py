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

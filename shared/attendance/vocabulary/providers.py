"""The domains at which most people have their mailbox, the most common first: what a mistyped one may have meant.

The pages read them from a module that is made of this one.
"""

PROVIDERS = (
    *("gmail.com", "hotmail.com", "hotmail.fr", "outlook.com", "outlook.fr", "yahoo.com", "yahoo.fr", "orange.fr"),
    *("wanadoo.fr", "free.fr", "sfr.fr", "laposte.net", "icloud.com", "live.com", "live.fr", "bbox.fr", "neuf.fr"),
    *("club-internet.fr", "numericable.fr", "gmx.fr", "gmx.de", "gmx.net", "web.de", "t-online.de", "freenet.de"),
    *("outlook.de", "hotmail.de", "yahoo.de", "live.de", "posteo.de", "mailbox.org", "yahoo.co.uk", "hotmail.co.uk"),
    *("outlook.co.uk", "live.co.uk", "btinternet.com", "googlemail.com", "protonmail.com", "proton.me", "msn.com"),
    # Near to one above, and meant as they are.
    *("mail.com", "email.com", "ymail.com", "me.com", "mac.com", "pm.me", "gmx.com", "aol.com", "mail.de", "email.de"),
    *("cloud.com", "arcor.de", "sky.com", "rocketmail.com"),
)

COUNTRIES = (
    "ae ar at au be bg br ca ch cl cn cz de dk dz ee es eu fi fr gr hk hr hu id ie il in is it jp kr lt lu lv ma mx my "
    "nl no nz pl pt ro rs ru se sg si sk th tn tr tw ua uk us vn za"
)
"""Endings of which a provider may well have another: nobody who writes `yahoo.be` has to mean `yahoo.de`."""

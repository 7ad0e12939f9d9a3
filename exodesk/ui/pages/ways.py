"""What is found by words from everywhere, besides the pages themselves. Words only: the pages stay unloaded."""

from exodesk.ui.pages import MERGE, TRAIL, Way

OF_SETTINGS = (
    Way(words="Appearance: dark", also="theme night black colours", part="dark"),
    Way(words="Appearance: light", also="theme day white colours", part="light"),
    Way(words="Appearance: as the system", also="theme colours", part="system"),
    Way(words="Audit trail", also="log who when changed history all", part=TRAIL),
    Way(words="Settings: Practice", also="clinic address name phone zone letterhead", part="Practice"),
    Way(words="Settings: Opening hours", also="appointments closed days breaks", part="Appointments/Opening hours"),
    Way(words="Settings: Types of appointment", also="length colour", part="Appointments/Types of appointment"),
    Way(words="Settings: Phrases", also="texts shortcuts", part="Texts and forms/Phrases"),
    Way(
        words="Settings: Texts on printed pages",
        also="letters wording aftercare forms",
        part="Texts and forms/Texts on printed pages",
    ),
    Way(words="Settings: Blank form", also="paper day without power", part="Texts and forms/A day without power"),
    Way(
        words="Settings: Summaries of many visits",
        also="archive folder pdf all",
        part="Texts and forms/Summaries of many visits",
    ),
    Way(words="Settings: Forecast", also="booster intervals usual figures rules days", part="Forecast"),
    Way(words="Settings: Your record", also="safety file folder where", part="Safety/Your record"),
    Way(words="Settings: Lock and PIN", also="safety idle minutes", part="Safety/Lock"),
    Way(
        words="Settings: Passphrase and recovery code",
        also="safety password change print",
        part="Safety/Passphrase and recovery code",
    ),
    Way(words="Settings: Backup", also="safety restore second place usb move", part="Safety/Backup"),
    Way(
        words="Settings: Hand over to a successor",
        also="safety sell retire died",
        part="Safety/Hand over to a successor",
    ),
)
OF_PATIENTS = (
    Way(
        words="Merge two charts",
        also="duplicate double twice same person join",
        part=MERGE,
    ),
)

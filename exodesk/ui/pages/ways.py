"""What is found by words from everywhere, besides the pages themselves. Words only: the pages stay unloaded."""

from exodesk.ui.pages import MERGE, TRAIL, Way

OF_SETTINGS = (
    Way(words="Appearance: dark", also="theme night black colours", part="dark"),
    Way(words="Appearance: light", also="theme day white colours", part="light"),
    Way(words="Appearance: as the system", also="theme colours", part="system"),
    Way(words="Audit trail", also="log who when changed history all", part=TRAIL),
    Way(words="Settings: Practice", also="clinic address name phone zone letterhead", part="Practice"),
    Way(words="Settings: Appointments", also="hours closed types length", part="Appointments"),
    Way(
        words="Settings: Texts and forms",
        also="phrases letters blank form wording paper summaries of many visits",
        part="Texts and forms",
    ),
    Way(words="Settings: Forecast", also="booster intervals usual figures rules days", part="Forecast"),
    Way(words="Settings: Safety", also="backup restore passphrase recovery code lock idle pin move", part="Safety"),
)
OF_PATIENTS = (
    Way(
        words="Merge two charts",
        also="duplicate double twice same person join",
        part=MERGE,
    ),
)

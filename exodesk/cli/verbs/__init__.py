"""What each verb does: reads the record with the queries of the window, and answers in JSON or in words.

reading.py  find, timeline, due, agenda     keeping.py  check, backup, restore, salvage     demo.py
leaving.py  export, summary                 forecast.py
"""

import click

from exodesk import __version__
from exodesk.cli.verbs.demo import demo
from exodesk.cli.verbs.forecast import forecast
from exodesk.cli.verbs.keeping import backup, check, restore, salvage
from exodesk.cli.verbs.leaving import export, summary
from exodesk.cli.verbs.reading import agenda, due, find, timeline


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="%(prog)s %(version)s")
def exodesk() -> None:
    """The treatment record of a solo regenerative-medicine practice.

    `exodesk [RECORD]` opens the window. The verbs below need no screen. They end with 0 when done, with 1 when a
    record cannot be opened, something is not there, `check` finds something or `salvage` misses something, with 2 for
    what was typed wrongly, and with 75 where it is to be tried again: another program is at the record, or there were
    five wrong passphrases or more, and the wait that is told is not over.
    """


for verb in (find, timeline, due, agenda, export, summary, check, backup, restore, salvage, forecast, demo):
    exodesk.add_command(verb)

"""Printers of this computer, asked of the system itself: without one, Qt still calls its own printer ready."""

from dataclasses import dataclass

from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from exodesk.core.errors import ExodeskError
from exodesk.printing.drawing import CannotPrint, ensure_application, painting
from exodesk.printing.printable import DPI, Printable, page_layout


class PrinterProblem(ExodeskError):
    """A printer that takes no page."""

    def __init__(self, printer: str, what: str) -> None:
        super().__init__(f"{printer} {what}. Nothing was printed. Choose another printer, or save the page as PDF.")


@dataclass(frozen=True, slots=True)
class Printer:
    """`name` is the system's; people may know it by its description."""

    name: str
    description: str
    is_default: bool

    @property
    def shown(self) -> str:
        return self.description or self.name


def printers() -> list[Printer]:
    """Every printer that is set up, the system's own choice first."""
    ensure_application()
    default = QPrinterInfo.defaultPrinterName()
    found = [QPrinterInfo.printerInfo(name) for name in QPrinterInfo.availablePrinterNames()]
    shown = [Printer(info.printerName(), info.description().strip(), info.printerName() == default) for info in found]
    return sorted(shown, key=lambda each: (not each.is_default, each.shown.casefold()))


def print_on(printable: Printable, name: str, copies: int = 1) -> None:
    """Send every sheet to a printer as one job. Raises in words what stands in the way; then nothing was sent."""
    ensure_application()
    info = QPrinterInfo.printerInfo(name)
    if info.isNull():
        raise PrinterProblem(name, "is not there any more")
    if info.state() is QPrinter.PrinterState.Error:
        raise PrinterProblem(info.description().strip() or name, "is paused or needs attention")
    printer = QPrinter(info, QPrinter.PrinterMode.HighResolution)
    printer.setResolution(DPI)
    printer.setDocName(printable.name)
    printer.setCreator("Exodesk")
    printer.setCopyCount(copies)
    printer.setFullPage(True)
    printer.setPageLayout(page_layout(printable))
    with painting(printer) as painter:
        scale = printer.logicalDpiX() / DPI
        painter.scale(scale, scale)
        for page in range(1, len(printable) + 1):
            if page > 1 and not printer.newPage():
                printer.abort()
                raise CannotPrint(page)
            printable.paint(painter, page)
    if printer.printerState() is QPrinter.PrinterState.Error:
        raise PrinterProblem(info.description().strip() or name, "did not take the page")

"""When Python looks for garbage: not while the program loads, and never again through all that was loaded then."""

import gc


def settle() -> None:
    """End what `__main__` began: look for garbage again, but only among what is made from now on.

    It comes before a record opens, so that nothing of a patient is ever passed over.
    """
    if not gc.isenabled():
        gc.freeze()
        gc.enable()

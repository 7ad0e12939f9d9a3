"""How Exodesk looks, whatever it shows.

theme (applied once, and at a change), tokens (colours), style (dispatches to faces, panels, primitives, strokes),
grounds (rounded boxes, drawn once and copied), icons, flow (a layout that goes on in the next line)
"""

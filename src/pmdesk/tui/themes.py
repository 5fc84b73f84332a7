"""The two own themes; Textual's others work too, for nothing here asks for more than a theme's variables."""

from __future__ import annotations

from textual.theme import Theme

DARK = Theme(
    name="pmdesk-dark",
    primary="#61afef",
    secondary="#56b6c2",
    accent="#e5c07b",
    foreground="#d3d7e0",
    background="#16181f",
    surface="#1b1e27",
    panel="#262b3a",
    success="#98c379",
    warning="#e5c07b",
    error="#e06c75",
    dark=True,
    variables={
        "text-muted": "#8b92a3",
        "text-disabled": "#828999",
        "block-cursor-background": "#262b3a",
        "block-cursor-foreground": "#ffffff",
        "input-selection-background": "#61afef 35%",
        "input-cursor-background": "#d3d7e0",
        "input-cursor-foreground": "#16181f",
        "border": "#3a4154",
    },
)
LIGHT = Theme(
    name="pmdesk-light",
    primary="#1f66b8",
    secondary="#0f7480",
    accent="#8f6400",
    foreground="#252a34",
    background="#fafaf7",
    surface="#f1f1ec",
    panel="#e2e5ec",
    success="#3a7d2c",
    warning="#8f6400",
    error="#bf3040",
    dark=False,
    variables={
        "text-muted": "#5d6473",
        "text-disabled": "#656b79",
        "block-cursor-background": "#e2e5ec",
        "block-cursor-foreground": "#101318",
        "input-selection-background": "#1f66b8 30%",
        "input-cursor-background": "#252a34",
        "input-cursor-foreground": "#fafaf7",
        "border": "#c3c8d3",
    },
)
THEMES = (DARK, LIGHT)

"""Plots, drawn with QPainter in the colours of the theme."""

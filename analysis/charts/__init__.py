"""Kinds of chart that figures are made from; they take rows, and return Plotly figures."""

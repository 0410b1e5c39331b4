"""Rinnakkain: a guideline whose texts stay parallel, from Markdown to pages in every language."""

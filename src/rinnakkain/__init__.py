"""Rinnakkain: a guideline whose texts stay parallel, from Markdown in several languages to pages."""

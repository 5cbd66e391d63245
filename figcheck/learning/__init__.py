"""A rule learned from an example: a sentence with a figure, or the two sentences of a finding.

``examples`` reads them, ``measuredraft`` proposes measures, ``ruledraft`` tries them until the grammar reads an example
and the tests of ``drafttests`` pass, ``rulefile`` writes what was learned.
"""

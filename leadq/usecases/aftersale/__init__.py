"""What comes after the sale: purchases, what customers are worth, visits again, the survey.

The method's rules for it are in ``domain.aftersale``; a file of purchases comes in by
``importing``, as every table does.
"""

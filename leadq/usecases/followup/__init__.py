"""The days of a lead: what is due, touches, next steps, promises, ends, spreading and absence.

``replan`` brings step and outlook up to date (method §5): whatever writes a fact, a touch or a
step of a lead calls ``replan_lead`` before its transaction ends. ``first_steps`` does the same for
many new leads at once.
"""

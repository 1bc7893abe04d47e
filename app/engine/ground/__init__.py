"""The words that all chapters share: who acts, what a diagram says, which tables there are, what may be answered.

In comes nothing but values; out come small classes and statements. It never knows how a process runs, nor who asks.
"""

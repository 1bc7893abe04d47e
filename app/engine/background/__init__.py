"""What happens without anybody asking: due work is carried out, owed effects are performed, tried again when they fail.

The clock goes in; how much was done comes out, and an incident for a person where trying has not helped. It never knows
who lets the clock tick: a thread, a worker, a test.
"""

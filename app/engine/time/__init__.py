"""When: texts such as `PT1H`, `R3/PT5M` or a cron line go in, moments come out; due rows are taken under a lease.

It never knows what is done when the time has come.
"""

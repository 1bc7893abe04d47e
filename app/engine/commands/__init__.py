"""Everything that can be done to a process, one file each: the folder is the table of contents.

A unit of work and what is asked go in; what is answered comes out, or one of the errors of `ground.errors`, and then
nothing has happened. A command never opens or ends a transaction, and never knows by which door it was asked.
"""

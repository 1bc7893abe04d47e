"""Reading diagrams: bytes go in, process specs that the engine runs come out, with everything wrong that was met.

It never knows what is deployed, nor which records there are.
"""

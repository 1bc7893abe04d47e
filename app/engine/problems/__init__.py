"""What is wrong with a file: a code and a place go in, a sentence in both languages with what to do comes out.

It never knows how something wrong is found.
"""

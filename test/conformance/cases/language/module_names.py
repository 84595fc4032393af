NAME = __name__
FILE = __file__.split("/")[-1]
if __name__ == "__main__":
    MAIN = True
else:
    MAIN = False
PACKAGE = __package__
DEBUG_FLAG = __debug__

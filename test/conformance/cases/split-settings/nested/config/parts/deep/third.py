ORDER.append("third")

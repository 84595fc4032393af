ORDER.append("second")

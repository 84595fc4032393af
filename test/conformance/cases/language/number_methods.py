INTEGERS = (5).bit_length(), (255).to_bytes(2, "big"), int.from_bytes(b"\x01\x00", "big"), (5).real, (5).numerator, True.real, (7).bit_count(), (5).conjugate()
FLOATS = (1.5).is_integer(), (2.0).is_integer(), (0.5).as_integer_ratio(), (2.5).real

/** The names of the files in a ZIP archive, read from its central directory. */
export function zipEntries(archive: Buffer): string[] {
  const end = archive.lastIndexOf(Buffer.from("PK\x05\x06"));
  if (end < 0) throw new Error("not a ZIP archive");
  const count = archive.readUInt16LE(end + 10);
  let offset = archive.readUInt32LE(end + 16);
  const names: string[] = [];
  for (let i = 0; i < count; i++) {
    const [name, extra, comment] = [28, 30, 32].map((field) => archive.readUInt16LE(offset + field));
    names.push(archive.toString("utf8", offset + 46, offset + 46 + name!));
    offset += 46 + name! + extra! + comment!;
  }
  return names.filter((name) => !name.endsWith("/"));
}

// How bytes get in: files and folders that were dropped, pasted or picked, and text.
import type { Given } from "./workspace.svelte.ts";

/** What could be read, and in words what could not. */
export interface Taken {
  given: Given[];
  problem: string | undefined;
}

/** Files of one folder that are read at most. */
const MANY = 200;

const ofFile = async (file: File): Promise<Given> => ({ name: file.name || "pasted file", bytes: new Uint8Array(await file.arrayBuffer()) });

export const fromText = (text: string, name = "pasted text"): Given => ({ name, bytes: new TextEncoder().encode(text) });

export const fromList = (files: FileList | null) => read([...(files ?? [])], []);

/** Of a drop or a paste: its files and those in its folders, else its text. */
export function fromTransfer(transfer: DataTransfer): Promise<Taken> {
  // All of it is looked at before anything is waited for: the transfer is empty afterwards.
  const text = transfer.getData("text/plain");
  const items = [...transfer.items].filter(({ kind }) => kind === "file");
  const folders = items.map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null).filter(isFolder);
  const files = items.filter((item) => !item.webkitGetAsEntry()?.isDirectory).map((item) => item.getAsFile());
  if (items.length > 0) return read(files.filter((file) => file !== null), folders);
  return Promise.resolve({ given: text.trim() === "" ? [] : [fromText(text)], problem: undefined });
}

/** What can't be read does not keep back the rest. */
async function read(files: File[], folders: FileSystemDirectoryEntry[]): Promise<Taken> {
  const problems: string[] = [];
  const orElse = async <Value>(name: string, value: Promise<Value>, otherwise: string) => {
    try {
      return [await value];
    } catch (error) {
      problems.push(`${name}: ${error instanceof TooMany ? error.message : otherwise}`);
      return [];
    }
  };
  // A page from a disk may not look into folders.
  const inside = await Promise.all(folders.map((folder) => orElse(folder.name, filesIn(folder), "a folder can’t be read here, its files can")));
  const given = await Promise.all([...files, ...inside.flat(2)].map((file) => orElse(file.name, ofFile(file), "it can’t be read")));
  return { given: given.flat(), problem: problems.length > 0 ? problems.join("; ") : undefined };
}

class TooMany extends Error {
  override message = `a folder of more than ${MANY} files is not read`;
}

const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;
const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;

/** All files of a folder and of those inside it. */
async function filesIn(folder: FileSystemDirectoryEntry, files: File[] = []): Promise<File[]> {
  const reader = folder.createReader();
  for (;;) {
    // They come in parts, of which the last one is empty.
    const entries = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (entries.length === 0) return files;
    for (const entry of entries) {
      if (isFolder(entry)) await filesIn(entry, files);
      else if (isFile(entry)) files.push(await new Promise<File>((resolve, reject) => entry.file(resolve, reject)));
      if (files.length > MANY) throw new TooMany();
    }
  }
}

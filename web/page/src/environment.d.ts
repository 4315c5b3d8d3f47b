/** The version of the package that is inside. */
declare const __VERSION__: string;

declare module "virtual:samples" {
  export const samples: { title: string; about: string; passwords: string[]; files: string[] }[];
  /** Base64 of each file. */
  export const contents: Record<string, string>;
}

// It has no types of its own: nobody but a worker runs it.
declare module "keybundle/worker-thread?worker&inline" {
  const Thread: new (options?: { name?: string }) => Worker;
  export default Thread;
}

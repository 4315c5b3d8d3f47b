// The program of a worker; it has nothing to import.
export {};

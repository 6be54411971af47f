/** Where `start` keeps its data unless told otherwise, and where the other commands look for them. */
export const DATA_DIR = '.data/serveur';

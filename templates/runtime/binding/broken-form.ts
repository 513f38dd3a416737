/** A multipart form cannot be read; the message goes on after "the body". */
export class BrokenForm extends Error {}

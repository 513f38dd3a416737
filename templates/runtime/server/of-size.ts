import { Transform } from "node:stream";

/**
 * Passes on so many bytes. More or fewer are an error: what is sent besides the length that was promised would be read as the beginning
 * of the next answer on the connection, and what is missing would be taken from it.
 */
export function ofSize(size: number): Transform {
  let passed = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      passed += chunk.length;
      if (passed > size) done(new Error(`the stream has more than the ${size} bytes that were promised`));
      else done(null, chunk);
    },
    flush(done) {
      done(passed < size ? new Error(`the stream has ${passed} bytes of the ${size} that were promised`) : null);
    },
  });
}

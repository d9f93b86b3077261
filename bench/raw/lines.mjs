import { openSync, readSync, closeSync } from 'node:fs';

/** Synchronous line reader with constant memory: yields each line as a string. */
export function* lines(path, chunkSize = 1 << 20) {
  const fd = openSync(path, 'r');
  const buf = Buffer.allocUnsafe(chunkSize);
  let rest = null;
  try {
    for (let n; (n = readSync(fd, buf, 0, chunkSize, null)) > 0;) {
      let start = 0;
      for (let nl; (nl = buf.indexOf(10, start)) !== -1 && nl < n; start = nl + 1) {
        if (rest) {
          yield Buffer.concat([rest, buf.subarray(0, nl)]).toString('utf8');
          rest = null;
        } else yield buf.toString('utf8', start, nl);
      }
      if (start < n) {
        const tail = Buffer.from(buf.subarray(start, n));
        rest = rest ? Buffer.concat([rest, tail]) : tail;
      }
    }
    if (rest?.length) yield rest.toString('utf8');
  } finally {
    closeSync(fd);
  }
}

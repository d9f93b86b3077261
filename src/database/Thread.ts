import { Worker } from 'node:worker_threads';

/** MB of what has just been made: it is done with when a batch is. */
const YOUNG = 8;

/** A thread that answers questions in their order. It begins with the first. */
export class Thread<Question, Answer> {
  private worker: Worker | undefined;
  private readonly waiting: { resolve: (answer: Answer) => void; reject: (reason: Error) => void }[] = [];

  /**
   * @param program the file that it runs
   * @param started is called when it has begun
   * @param data what the program finds as `workerData`
   */
  constructor(
    private readonly program: string,
    private readonly started: () => void,
    private readonly data?: unknown,
  ) {}

  get hasBegun(): boolean {
    return this.worker !== undefined;
  }

  ask(question: Question): Promise<Answer> {
    const worker = (this.worker ??= this.start());
    const answer = new Promise<Answer>((resolve, reject) => this.waiting.push({ resolve, reject }));
    worker.ref(); // the process must not end before the answer
    worker.postMessage(question);
    return answer;
  }

  /** Asks for nothing. */
  tell(question: Question): void {
    (this.worker ??= this.start()).postMessage(question);
  }

  /** Whoever still waits for an answer gets none. */
  async close(): Promise<void> {
    this.worker?.removeAllListeners('message'); // a late answer would let the process end while it waits here
    await this.worker?.terminate();
  }

  private start(): Worker {
    const worker = new Worker(this.program, {
      workerData: this.data,
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG },
    });
    worker.on('online', this.started);
    worker.on('message', (answer: Answer) => {
      this.waiting.shift()!.resolve(answer);
      if (this.waiting.length === 0) worker.unref();
    });
    worker.on('error', (failure: Error) => {
      this.worker = undefined;
      for (const { reject } of this.waiting.splice(0)) reject(failure);
    });
    return worker;
  }
}

/** What two processes say to each other over the channel between a parent and its child. */
interface Message {
  ask?: string;
  answer?: unknown;
  id: number;
}

/** A child as its parent sees it, or `process` in the child. */
export interface Peer {
  send?(message: Message): unknown;
  on(event: 'message', listener: (message: Message) => void): unknown;
  off(event: 'message', listener: (message: Message) => void): unknown;
}

let asked = 0;

/** Asks the other process; undefined when it has not answered after so many milliseconds, or never can. */
export function ask<T>(peer: Peer, question: string, ms: number): Promise<T | undefined> {
  const id = ++asked;
  return new Promise((resolve) => {
    const end = (answer?: T): void => {
      clearTimeout(timer);
      peer.off('message', listen);
      resolve(answer);
    };
    const listen = (message: Message): void => {
      if (message.id === id && message.ask === undefined) end(message.answer as T);
    };
    const timer = setTimeout(end, ms);
    peer.on('message', listen);
    try {
      peer.send?.({ ask: question, id });
    } catch {
      end(); // it is gone
    }
  });
}

/** Answers what the other process asks. */
export function answer(peer: Peer, answers: Readonly<Record<string, () => Promise<unknown>>>): void {
  peer.on('message', ({ ask: question, id }) => {
    if (question === undefined) return;
    void answers[question]?.().then((found) => peer.send?.({ answer: found, id }));
  });
}

/** The signals that stop a process, as tests replace them. */
export interface Interrupts {
  /** Calls back for each Ctrl-C or SIGTERM until the returned function is called. */
  listen(onInterrupt: () => void): () => void;
}

/** The signals of this process. */
export const processInterrupts: Interrupts = {
  listen(onInterrupt) {
    const signals = ['SIGINT', 'SIGTERM'] as const;
    for (const signal of signals) process.on(signal, onInterrupt);
    return () => {
      for (const signal of signals) process.off(signal, onInterrupt);
    };
  },
};

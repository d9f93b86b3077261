export declare function passedAt(): string | undefined;

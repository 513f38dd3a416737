/** `answer`, unless it takes longer than `milliseconds`: then what `expired` makes is thrown, and `late` takes a result that comes after all. */
export async function within<Answer>(
  milliseconds: number,
  answer: Promise<Answer>,
  expired: () => Error,
  late: (answer: Answer) => void = () => {},
): Promise<Answer> {
  return await new Promise<Answer>((resolve, reject) => {
    let isOver = false;
    const timer = setTimeout(() => {
      isOver = true;
      reject(expired());
    }, milliseconds);
    answer.then(
      (value) => {
        clearTimeout(timer);
        if (isOver) late(value);
        else resolve(value);
      },
      (error: unknown) => {
        clearTimeout(timer);
        reject(error);
      },
    );
  });
}

/** Numbers that grow. */
export type Numbers<Of extends Float64Array | Int32Array> = { array: Of; length: number }

export const integers = (): Numbers<Int32Array> => ({ array: new Int32Array(1024), length: 0 })
export const doubles = (): Numbers<Float64Array> => ({ array: new Float64Array(1024), length: 0 })

/** Adds a number; the memory doubles where it is full. */
export function push<Of extends Float64Array | Int32Array>(numbers: Numbers<Of>, value: number): void {
  if (numbers.length === numbers.array.length) {
    const larger = new (numbers.array.constructor as new (length: number) => Of)(numbers.length * 2)
    larger.set(numbers.array)
    numbers.array = larger
  }
  numbers.array[numbers.length++] = value
}

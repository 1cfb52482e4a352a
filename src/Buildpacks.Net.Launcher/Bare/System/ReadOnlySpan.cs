using System.Runtime.CompilerServices;

namespace System;

/// <summary>Only what UTF-8 literals need: their bytes are part of the executable.</summary>
public readonly unsafe ref struct ReadOnlySpan<T>
{
    private readonly ref T _first;

    public ReadOnlySpan(void* first, int length)
    {
        _first = ref *(T*)first;
        Length = length;
    }

    public ReadOnlySpan(T[] array) => this = default;

    public ReadOnlySpan(T[] array, int start, int length) => this = default;

    public int Length { get; }

    public ref readonly T this[int index] => ref Unsafe.Add(ref _first, index);

    public ref readonly T GetPinnableReference() => ref _first;
}

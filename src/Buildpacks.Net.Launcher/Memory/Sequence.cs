namespace Buildpacks.Net.Launcher.Memory;

/// <summary>A list of values that grows at its end. Handed on by reference while it grows, by value afterwards.</summary>
internal unsafe struct Sequence<T>
    where T : unmanaged
{
    private T* _items;
    private int _room;

    /// <summary>The number of items.</summary>
    public int Count { get; private set; }

    /// <summary>One of the items; it can be changed in place.</summary>
    public readonly ref T this[int index] => ref _items[index];

    /// <summary>Adds an item at the end.</summary>
    public void Add(T item)
    {
        if (Count == _room)
        {
            _room = _room == 0 ? 4 : 2 * _room;
            _items = Heap.Grow(_items, _room);
        }

        _items[Count++] = item;
    }

    /// <summary>Takes the last item away.</summary>
    public void RemoveLast() => Count--;

    /// <summary>Adds all items of another list, or those from a place on.</summary>
    public void AddAll(Sequence<T> others, int first = 0)
    {
        for (var i = first; i < others.Count; i++)
        {
            Add(others[i]);
        }
    }
}

using Buildpacks.Net.Launcher.Memory;

namespace Buildpacks.Net.Launcher.Env;

/// <summary>
/// The environment of a process, in the order of first appearance. Names are told apart by their bytes; a table of their
/// hashes finds them, so that a very large environment costs no more for each variable than a small one.
/// </summary>
internal unsafe struct Variables
{
    private const int Free = -1;
    private Sequence<Variable> _variables;
    private int* _slots;
    private int _room;

    /// <summary>Whether origins are kept.</summary>
    public bool KeepsOrigins { get; init; }

    /// <summary>The number of variables.</summary>
    public readonly int Count => _variables.Count;

    /// <summary>One of the variables.</summary>
    public readonly Variable this[int index] => _variables[index];

    /// <summary>The value of a variable; empty when it is not set.</summary>
    public readonly Bytes Value(Bytes name) => Index(name) is var index && index >= 0 ? _variables[index].Value : default;

    /// <summary>Whether a variable is set.</summary>
    public readonly bool Has(Bytes name) => Index(name) >= 0;

    /// <summary>Sets a variable.</summary>
    public void Set(Bytes name, Bytes value, Origin origin)
    {
        var index = Index(name);
        if (index < 0)
        {
            index = Add(name);
        }

        ref var variable = ref _variables[index];
        variable.Value = value;
        if (KeepsOrigins)
        {
            if (origin.Kind == OriginKind.Override)
            {
                variable.Origins = default;
            }

            variable.Origins.Add(origin);
        }
    }

    /// <summary>The entries <c>NAME=value</c> for a new process.</summary>
    public readonly Sequence<Bytes> Entries()
    {
        Sequence<Bytes> entries = default;
        for (var i = 0; i < Count; i++)
        {
            entries.Add(_variables[i].Entry);
        }

        return entries;
    }

    private readonly int Index(Bytes name)
    {
        if (_room == 0)
        {
            return Free;
        }

        var slot = Slot(name);
        while (_slots[slot] != Free && !_variables[_slots[slot]].Name.Is(name))
        {
            slot = (slot + 1) & (_room - 1);
        }

        return _slots[slot];
    }

    private int Add(Bytes name)
    {
        if (2 * (Count + 1) > _room)
        {
            MakeRoom();
        }

        Place(name, Count);
        _variables.Add(new Variable { Name = name });
        return Count - 1;
    }

    private void MakeRoom()
    {
        _room = _room == 0 ? 64 : 4 * _room;
        _slots = Heap.Allocate<int>(_room);
        for (var i = 0; i < _room; i++)
        {
            _slots[i] = Free;
        }

        for (var i = 0; i < Count; i++)
        {
            Place(_variables[i].Name, i);
        }
    }

    private readonly void Place(Bytes name, int index)
    {
        var slot = Slot(name);
        while (_slots[slot] != Free)
        {
            slot = (slot + 1) & (_room - 1);
        }

        _slots[slot] = index;
    }

    // FNV-1a; the room is a power of two.
    private readonly int Slot(Bytes name)
    {
        var hash = 2166136261U;
        for (var i = 0; i < name.Length; i++)
        {
            hash = (hash ^ name[i]) * 16777619U;
        }

        return (int)((hash ^ (hash >> 15)) & (uint)(_room - 1));
    }
}

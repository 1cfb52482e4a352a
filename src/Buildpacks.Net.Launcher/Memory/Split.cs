namespace Buildpacks.Net.Launcher.Memory;

/// <summary>The parts of a run of bytes between separators, for <c>foreach</c>: always one more than there are separators.</summary>
internal struct Split(Bytes all, byte separator)
{
    private Bytes _rest = all;
    private bool _isDone;

    /// <summary>The part at hand.</summary>
    public Bytes Current { get; private set; }

    public readonly Split GetEnumerator() => this;

    public bool MoveNext()
    {
        if (_isDone)
        {
            return false;
        }

        var end = _rest.IndexOf(separator);
        _isDone = end < 0;
        Current = _isDone ? _rest : _rest.First(end);
        _rest = _isDone ? default : _rest.From(end + 1);
        return true;
    }
}

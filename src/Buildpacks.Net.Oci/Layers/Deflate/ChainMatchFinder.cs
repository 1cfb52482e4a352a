using System.Runtime.CompilerServices;

namespace Buildpacks.Net.Oci.Layers.Deflate;

/// <summary>
/// Follows chains of places with the same four bytes, and takes a match only when the next position has no longer one.
/// </summary>
internal sealed unsafe class ChainMatchFinder : MatchFinder
{
    private const int HeadBits = 15;
    private const int ShortBits = 13;
    private const int Mask = DeflateFormat.WindowSize - 1;

    // Three bytes from far away cost more than three literals.
    private const int MaxShortDistance = 4 * 1024;
    private readonly int[] _heads = GC.AllocateUninitializedArray<int>(1 << HeadBits, pinned: true);
    private readonly int[] _shortHeads = GC.AllocateUninitializedArray<int>(1 << ShortBits, pinned: true);
    private readonly int[] _chain = GC.AllocateUninitializedArray<int>(DeflateFormat.WindowSize, pinned: true);
    private readonly int _depth;
    private readonly int _goodLength;
    private readonly int _niceLength;

    /// <summary>Makes a match finder.</summary>
    /// <param name="depth">How many places of a chain are tried.</param>
    /// <param name="goodLength">With a match of this length in hand a quarter of the places is enough.</param>
    /// <param name="niceLength">A match of this length is taken without looking further.</param>
    public ChainMatchFinder(int depth, int goodLength, int niceLength)
    {
        _depth = depth;
        _goodLength = goodLength;
        _niceLength = niceLength;
    }

    public override void Fill(TokenBlock tokens)
    {
        var held = default(Found);
        while (Position < End && (tokens.Next < tokens.Full || held.Length > 0))
        {
            var found = held.Length >= _niceLength ? default : Find(Position, held.Length);
            if (held.Length > 0 && found.Length <= held.Length)
            {
                // The match in hand began one byte ago, and this position is in the tables unless it was passed over.
                tokens.AddMatch(held.Length, (uint)held.Distance - 1);
                Pass(held.Length >= _niceLength ? Position : Position + 1, Position + held.Length - 1);
                Position += held.Length - 1;
                held = default;
                continue;
            }

            if (held.Length > 0)
            {
                tokens.AddLiteral(Position[-1]);
            }
            else if (found.Length == 0)
            {
                tokens.AddLiteral(*Position);
            }

            held = found;
            Position++;
        }
    }

    protected override void Reset()
    {
        Array.Fill(_heads, int.MinValue);
        Array.Fill(_shortHeads, int.MinValue);
        Pass(Base, Position);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Hash(uint bytes) => (int)(bytes * 0x9E3779B1u >> (32 - HeadBits));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int ShortHash(uint bytes) => (int)((bytes << 8) * 0x9E3779B1u >> (32 - ShortBits));

    /// <summary>Puts positions into the tables without looking for matches.</summary>
    private void Pass(byte* from, byte* to)
    {
        var last = (byte*)Math.Min((nuint)to, (nuint)(End - sizeof(uint) + 1));
        for (; from < last; from++)
        {
            var bytes = Load32(from);
            var place = (int)(from - Base);
            ref var head = ref _heads[Hash(bytes)];
            _chain[place & Mask] = head;
            head = place;
            _shortHeads[ShortHash(bytes)] = place;
        }
    }

    /// <summary>The longest match at a position, if it is longer than one in hand.</summary>
    private Found Find(byte* at, int known)
    {
        var limit = (int)Math.Min(End - at, DeflateFormat.MaxMatch);
        if (limit < sizeof(uint))
        {
            return default;
        }

        var bytes = Load32(at);
        var place = (int)(at - Base);
        ref var head = ref _heads[Hash(bytes)];
        ref var shortHead = ref _shortHeads[ShortHash(bytes)];
        var candidate = head;
        var near = shortHead;
        _chain[place & Mask] = candidate;
        head = place;
        shortHead = place;
        var best = default(Found);
        if (known < DeflateFormat.MinMatch && near >= 0 && place - near <= MaxShortDistance
            && ((Load32(Base + near) ^ bytes) & 0xFFFFFF) == 0)
        {
            best = new Found(DeflateFormat.MinMatch, place - near);
        }

        return Follow(at, candidate, Math.Max(known, best.Length), limit, best);
    }

    private Found Follow(byte* at, int candidate, int length, int limit, Found best)
    {
        var place = (int)(at - Base);
        var oldest = Math.Max(place - DeflateFormat.WindowSize, 0);
        var bytes = Load32(at);
        length = Math.Max(length, DeflateFormat.MinMatch);
        if (length >= limit)
        {
            return best;
        }

        var tail = Load32(at + length - 3);
        for (var left = length >= _goodLength ? _depth >> 2 : _depth; left > 0 && candidate >= oldest; left--)
        {
            var other = Base + candidate;

            // The bytes that would make it longer differ most often: they come first.
            if (Load32(other + length - 3) == tail && Load32(other) == bytes)
            {
                var count = CountEqual(at, other, sizeof(uint), limit);
                if (count > length)
                {
                    length = count;
                    best = new Found(count, place - candidate);
                    if (count >= _niceLength || count >= limit)
                    {
                        break;
                    }

                    tail = Load32(at + length - 3);
                }
            }

            var next = _chain[candidate & Mask];
            if (next >= candidate)
            {
                break;
            }

            candidate = next;
        }

        return best;
    }

    private readonly record struct Found(int Length, int Distance);
}

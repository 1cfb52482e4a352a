using System.Runtime.CompilerServices;

namespace Buildpacks.Net.Oci.Layers.Deflate;

/// <summary>
/// The codes of a block by what stands in a token, ready to be shifted into place. An entry for a first symbol: length of
/// word and extra bits in bits 0 to 7, both from bit 8. One for a second symbol: length of the word in bits 0 to 7,
/// length with extra bits in bits 8 to 15, the word from bit 16.
/// </summary>
internal sealed unsafe class TokenCodes
{
    private readonly uint[] _entries = GC.AllocateArray<uint>(1024, pinned: true);

    public TokenCodes()
    {
        First = (uint*)Unsafe.AsPointer(ref _entries[0]);
        Second = First + 512;
    }

    public uint* First { get; }

    public uint* Second { get; }

    public void Set(PrefixCode literals, PrefixCode distances)
    {
        for (var i = 0; i < 256; i++)
        {
            uint word = literals.Words[i];
            uint length = literals.Lengths[i];
            First[i] = (word << 8) | length;
            Second[i] = (word << 16) | (length << 8) | length;
        }

        for (var i = 0; i < 256; i++)
        {
            int symbol = DeflateFormat.LengthSymbols[i];
            uint word = literals.Words[DeflateFormat.FirstLengthSymbol + symbol];
            int length = literals.Lengths[DeflateFormat.FirstLengthSymbol + symbol];
            var extra = (uint)(i - DeflateFormat.LengthBases[symbol]) << length;
            First[256 + i] = ((word | extra) << 8) | (uint)(length + DeflateFormat.LengthExtraBits[symbol]);
        }

        for (var i = 0; i < DeflateFormat.DistanceSymbols; i++)
        {
            uint length = distances.Lengths[i];
            var total = length + (uint)DeflateFormat.DistanceExtraBits(i);
            Second[TokenBlock.Distances + i] = ((uint)distances.Words[i] << 16) | (total << 8) | length;
        }
    }
}

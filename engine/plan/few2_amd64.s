//go:build !purego

#include "go_asm.h"
#include "textflag.h"
#include "simd_amd64.h"

// One bit of a byte by a number below eight, and by one that is eight or more.
DATA ·lowBit<>+0(SB)/8, $0x8040201008040201
DATA ·lowBit<>+8(SB)/8, $0
GLOBL ·lowBit<>(SB), RODATA|NOPTR, $16

DATA ·highBit<>+0(SB)/8, $0
DATA ·highBit<>+8(SB)/8, $0x8040201008040201
GLOBL ·highBit<>(SB), RODATA|NOPTR, $16

// The numbers of the words that are not empty of four, by which of them these are.
DATA ·fewWords<>+0(SB)/8, $0x0000000000000000
DATA ·fewWords<>+8(SB)/8, $0x0000010000000001
DATA ·fewWords<>+16(SB)/8, $0x0000020000000002
DATA ·fewWords<>+24(SB)/8, $0x0002010000000201
DATA ·fewWords<>+32(SB)/8, $0x0000030000000003
DATA ·fewWords<>+40(SB)/8, $0x0003010000000301
DATA ·fewWords<>+48(SB)/8, $0x0003020000000302
DATA ·fewWords<>+56(SB)/8, $0x0302010000030201
GLOBL ·fewWords<>(SB), RODATA|NOPTR, $64

// PARTED makes the bytes of both halves of LOW and HIGH those of the sixteen words in FIRST and SECOND.
#define PARTED(FIRST, SECOND, LOW, HIGH, XLOW, XHIGH) \
	VMOVDQU     FIRST, X0             \
	VMOVDQU     SECOND, X1            \
	VPAND       X14, X0, X2           \
	VPAND       X14, X1, X3           \
	VPACKUSWB   X3, X2, XLOW          \
	VPSRLW      $8, X0, X0            \
	VPSRLW      $8, X1, X1            \
	VPACKUSWB   X1, X0, XHIGH         \
	VINSERTI128 $1, XLOW, LOW, LOW    \
	VINSERTI128 $1, XHIGH, HIGH, HIGH

// KEEP writes the next skill of those at R11 that are in AX, with R13 above.
#define KEEP(OUT) \
	TZCNTL  AX, BX          \
	MOVWLZX (R11)(BX*2), BX \
	ORL     R13, BX         \
	MOVL    BX, OUT         \
	BLSRL   AX, AX

// func worthy2(spans *heldSpan, n int, held *uint16, has *placeSet, out *uint32) int
//
// A place has three digits of four bits. Thirty-two skills of a row are looked up at a time: whether some place of the set has the first and
// the last digit of theirs, and some the second and the last. Those of which both are so are written one behind the other.
TEXT ·worthy2(SB), NOSPLIT, $64-48
	MOVQ           has+24(FP), R9
	ALL(0x00ff00ff, X14, Y14)
	ALL(0x0f0f0f0f, X15, Y15)
	VBROADCASTI128 ·lowBit<>(SB), Y12
	VBROADCASTI128 ·highBit<>(SB), Y13

	// the last digits by the second one, and by the first one
	VPXOR Y4, Y4, Y4
	XORQ  CX, CX

digit:
	MOVQ    (R9), AX
	ORQ     8(R9), AX
	ORQ     16(R9), AX
	ORQ     24(R9), AX
	VPOR    (R9), Y4, Y4
	MOVQ    AX, BX
	SHRQ    $32, BX
	ORL     BX, AX
	MOVL    AX, BX
	SHRL    $16, BX
	ORL     BX, AX
	MOVW    AX, 32(SP)(CX*2)
	ADDQ    $32, R9
	INCQ    CX
	CMPQ    CX, $16
	JB      digit
	VMOVDQU Y4, (SP)
	PARTED((SP), 16(SP), Y8, Y9, X8, X9)
	PARTED(32(SP), 48(SP), Y10, Y11, X10, X11)
	VPXOR   Y7, Y7, Y7

	MOVQ spans+0(FP), SI
	MOVQ n+8(FP), DX
	MOVQ held+16(FP), R8
	MOVQ out+32(FP), DI
	MOVQ DI, R15
	XORQ R10, R10

row:
	SPAN
	JZ   next
	MOVL R10, R13
	SHLL $16, R13

some:
	VMOVDQU     (R11), X0
	VINSERTI128 $1, 32(R11), Y0, Y0
	VMOVDQU     16(R11), X1
	VINSERTI128 $1, 48(R11), Y1, Y1
	VPSRLW      $8, Y0, Y2
	VPSRLW      $8, Y1, Y3
	VPACKUSWB   Y3, Y2, Y2          // the first and the second digit
	VPAND       Y14, Y0, Y0
	VPAND       Y14, Y1, Y1
	VPACKUSWB   Y1, Y0, Y0
	VPSRLW      $4, Y0, Y0
	VPAND       Y15, Y0, Y0         // the last one
	VPAND       Y15, Y2, Y1         // the second
	VPSRLW      $4, Y2, Y2
	VPAND       Y15, Y2, Y2         // the first
	VPSHUFB     Y1, Y8, Y3
	VPSHUFB     Y2, Y10, Y4
	VPSHUFB     Y0, Y12, Y5
	VPAND       Y4, Y3, Y3
	VPAND       Y5, Y3, Y3
	VPSHUFB     Y1, Y9, Y4
	VPSHUFB     Y2, Y11, Y5
	VPSHUFB     Y0, Y13, Y6
	VPAND       Y5, Y4, Y4
	VPAND       Y6, Y4, Y4
	VPOR        Y4, Y3, Y3
	VPCMPEQB    Y7, Y3, Y3
	VPMOVMSKB   Y3, AX
	NOTL        AX
	CMPL        R12, $32
	JAE         full
	BZHIL       R12, AX, AX

full:
	POPCNTL AX, CX
	KEEP((DI))
	KEEP(4(DI))
	KEEP(8(DI))
	JNZ     more

kept:
	LEAQ (DI)(CX*4), DI
	ADDQ $64, R11
	SUBL $32, R12
	JG   some

next:
	INCQ R10
	CMPQ R10, DX
	JB   row
	SUBQ R15, DI
	SHRQ $2, DI
	MOVQ DI, ret+40(FP)
	VZEROUPPER
	RET

more:
	LEAQ 12(DI), R9

another:
	KEEP((R9))
	ADDQ  $4, R9
	TESTL AX, AX
	JNZ   another
	JMP   kept

// func rows2(set *blockSet, first uint16, out *uint16, fixed *columns.Fixed) int
//
// First come the numbers of the words that have any. The first two rows of such a word are written whether there are two or one: few words of
// few rows have more. What stands fixed of the first is fetched.
TEXT ·rows2(SB), NOSPLIT, $64-40
	MOVQ  set+0(FP), SI
	MOVQ  SI, R14
	LEAQ  ·fewWords<>(SB), R9
	VPXOR Y0, Y0, Y0
	XORL  CX, CX
	XORL  BX, BX
	MOVL  $16, R10

four:
	VPCMPEQQ  (SI), Y0, Y1
	VMOVMSKPD Y1, AX
	XORL      $15, AX
	MOVL      (R9)(AX*4), DX
	ADDL      BX, DX
	MOVL      DX, (SP)(CX*1)
	POPCNTL   AX, AX
	ADDL      AX, CX
	ADDL      $0x04040404, BX
	ADDQ      $32, SI
	DECL      R10
	JNZ       four
	VZEROUPPER

	MOVQ    fixed+24(FP), R9
	MOVWLZX first+8(FP), R8
	MOVQ    out+16(FP), DI
	MOVQ    DI, R15
	XORL    R10, R10
	TESTL   CX, CX
	JZ      none

word:
	MOVBLZX    (SP)(R10*1), DX
	MOVQ       (R14)(DX*8), AX
	SHLL       $6, DX
	ADDL       R8, DX
	POPCNTQ    AX, BX
	TZCNTQ     AX, R11
	ADDL       DX, R11
	MOVW       R11, (DI)
	LEAQ       (R11)(R11*2), R11
	PREFETCHT0 (R9)(R11*4)
	BLSRQ      AX, AX
	TZCNTQ     AX, R11
	ADDL       DX, R11
	MOVW       R11, 2(DI)
	BLSRQ      AX, AX
	JNZ        more

kept:
	LEAQ (DI)(BX*2), DI
	INCL R10
	CMPL R10, CX
	JB   word

none:
	SUBQ R15, DI
	SHRQ $1, DI
	MOVQ DI, ret+32(FP)
	RET

more:
	LEAQ 4(DI), SI

another:
	TZCNTQ AX, R11
	ADDL   DX, R11
	MOVW   R11, (SI)
	ADDQ   $2, SI
	BLSRQ  AX, AX
	JNZ    another
	JMP    kept

// func namesX86(held *uint16, spans *heldSpan, words *uint8, n int, x *codeWorths, f *uint16)
//
// Four titles of a row are looked up at a time, of those of one word the two of the next in vain.
TEXT ·namesX86(SB), NOSPLIT, $0-48
	MOVQ    held+0(FP), R8
	MOVQ    spans+8(FP), R12
	MOVQ    words+16(FP), R10
	MOVQ    n+24(FP), SI
	MOVQ    x+32(FP), R9
	MOVQ    f+40(FP), DI
	MOVWLZX codeWorths_step(R9), R14
	MOVWLZX codeWorths_title(R9), R15
	LEAQ    codeWorths_titles(R9), R9
	XORQ    R13, R13

row:
	MOVBLZX (R10), CX
	MOVL    heldSpan_from(R12), AX
	SUBL    CX, AX
	MOVL    (R8)(AX*2), AX
	MOVBLZX AL, BX
	MOVBLZX (R9)(BX*1), BX
	MOVBLZX AH, DX
	MOVBLZX (R9)(DX*1), DX
	CMPL    DX, BX
	CMOVLGT DX, BX
	SHRL    $16, AX
	MOVBLZX AH, DX
	MOVBLZX (R9)(DX*1), DX
	MOVBLZX AL, AX
	MOVBLZX (R9)(AX*1), AX
	CMPL    DX, AX
	CMOVLGT DX, AX
	CMPL    CX, $2
	CMOVLNE R13, AX
	CMPL    AX, BX
	CMOVLGT AX, BX
	DECL    CX
	CMPL    CX, $1
	CMOVLHI R13, BX
	IMULL   R14, BX
	CMPL    BX, R15
	CMOVLGT R15, BX
	ADDW    BX, (DI)
	ADDQ    $2, DI
	INCQ    R10
	ADDQ    $heldSpan__size, R12
	DECQ    SI
	JNZ     row
	RET

// func codesX86(fixed *columns.Fixed, rows *uint16, n int, x *codeWorths, f *uint16, stated, asks *uint8, spans *heldSpan, words *uint8, many *uint16) uint32
//
// What stands fixed of a row lies together, and where the next one begins behind it. Nothing is guessed at.
TEXT ·codesX86(SB), NOSPLIT, $32-84
	MOVQ    x+24(FP), R9
	MOVQ    codeWorths_months(R9), AX
	MOVQ    AX, months-8(SP)
	MOVQ    (codeWorths_months+8)(R9), AX
	DECQ    AX
	MOVQ    AX, enough-16(SP)
	MOVWLZX codeWorths_families(R9), AX
	MOVQ    AX, families-24(SP)
	MOVQ    $0, skills-32(SP)
	MOVQ    fixed+0(FP), SI
	MOVQ    rows+8(FP), BX
	MOVQ    f+32(FP), DI
	MOVQ    stated+40(FP), R10
	MOVQ    asks+48(FP), R11
	MOVQ    spans+56(FP), R12
	MOVQ    words+64(FP), R8
	XORQ    R13, R13

row:
	MOVWLZX (BX)(R13*2), AX
	LEAQ    (AX)(AX*2), AX
	LEAQ    (SI)(AX*4), R14

	// stated, asked and the words of titles
	MOVWLZX 8(R14), AX
	MOVB    AX, (R10)(R13*1)
	SHRL    $8, AX
	MOVB    AX, (R11)(R13*1)
	MOVBLZX 10(R14), CX
	MOVL    CX, DX
	SHRL    $4, CX
	INCL    CX
	SHRL    $1, CX
	MOVB    CX, (R8)(R13*1)

	// span
	ADDL 0(R14), CX
	MOVL CX, heldSpan_from(R12)(R13*8)
	MOVL 12(R14), AX
	MOVL AX, heldSpan_to(R12)(R13*8)
	SUBL CX, AX
	ADDQ AX, skills-32(SP)

	// months, evidence and degree
	MOVWLZX 4(R14), AX
	CMPQ    AX, enough-16(SP)
	CMOVQHI enough-16(SP), AX
	XORL    CX, CX
	MOVWLZX 6(R14), R15
	TESTQ   R15, families-24(SP)
	CMOVQEQ CX, AX
	MOVQ    months-8(SP), CX
	MOVWLZX (CX)(AX*2), AX
	ANDL    $15, DX
	ADDW    codeWorths_degree(R9)(DX*2), AX
	MOVBLZX 11(R14), DX
	ANDL    $0xfe, DX
	ADDW    codeWorths_evidence(R9)(DX*2), AX
	MOVW    AX, (DI)(R13*2)
	INCQ    R13
	CMPQ    R13, n+16(FP)
	JB      row
	MOVQ    skills-32(SP), AX
	MOVL    AX, ret+80(FP)

	// which have more than two words of titles
	MOVQ         many+72(FP), BX
	MOVL         $0x02020202, AX
	VMOVD        AX, X1
	VPBROADCASTD X1, X1

sixteen:
	VMOVDQU   (R8), X0
	VPCMPGTB  X1, X0, X0
	VPMOVMSKB X0, AX
	MOVW      AX, (BX)
	ADDQ      $16, R8
	ADDQ      $2, BX
	SUBQ      $16, R13
	JG        sixteen
	VZEROUPPER
	RET

// func reaching2(f *uint16, stated *uint8, n int, least *[wishes]uint16, most uint16, out *uint16) int
//
// Sixteen rows at a time have what is least of all; what is least for what they state is looked up for those alone.
TEXT ·reaching2(SB), NOSPLIT, $0-56
	MOVQ    f+0(FP), SI
	MOVQ    stated+8(FP), BX
	MOVQ    n+16(FP), DX
	MOVQ    least+24(FP), R9
	MOVWLZX most+32(FP), R13
	MOVQ    out+40(FP), DI
	MOVQ    DI, R15
	VMOVDQU (R9), Y8
	MOVL    $32, AX

least:
	VPMINUW      (R9)(AX*1), Y8, Y8
	ADDL         $32, AX
	CMPL         AX, $const_wishes*2
	JB           least
	VEXTRACTI128 $1, Y8, X0
	VPMINUW      X0, X8, X8
	VPHMINPOSUW  X8, X8
	VPBROADCASTW X8, Y8
	XORL         R8, R8

rows:
	VMOVDQU   (SI)(R8*2), Y0
	VPMAXUW   Y8, Y0, Y1
	VPCMPEQW  Y0, Y1, Y1
	VPACKSSWB Y1, Y1, Y1
	VPERMQ    $0xd8, Y1, Y1
	VPMOVMSKB X1, AX
	SUBQ      $16, DX
	JL        last

some:
	TESTL AX, AX
	JZ    none

row:
	TZCNTL  AX, CX
	ADDL    R8, CX
	BLSRL   AX, AX
	MOVW    CX, (DI)
	MOVWLZX (SI)(CX*2), R10
	MOVBLZX (BX)(CX*1), R11
	MOVWLZX (R9)(R11*2), R11
	XORL    R12, R12
	CMPL    R10, R11
	SETCC   R12
	XORL    R11, R11
	CMPL    R10, R13
	SETLS   R11
	ANDL    R11, R12
	LEAQ    (DI)(R12*2), DI
	TESTL   AX, AX
	JNZ     row

none:
	ADDQ  $16, R8
	TESTQ DX, DX
	JG    rows
	SUBQ  R15, DI
	SHRQ  $1, DI
	MOVQ  DI, ret+48(FP)
	VZEROUPPER
	RET

last:
	LEAL  16(DX), CX
	BZHIL CX, AX, AX
	JMP   some
